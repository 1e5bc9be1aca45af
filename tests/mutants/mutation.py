"""Mutants: one small change each to the code of a module, named so that the same change has the same name next time."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

Place = tuple[ast.AST, str, int | None]
Change = tuple[Place, object, ast.AST]  # what stands there instead, and the smallest part of the code that shows it

_SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Div,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_LONGEST = 120  # of the code that is shown
_NOTHING = object()  # the argument is taken away

# What has no mutants, and why:
# - annotations, docstrings, `cast`, `__all__` and `TypeVar`: they do nothing when the program runs;
# - decorators: what they hold (frozen, maxsize of a cache) is for the type checker and for speed;
# - `strict=True` of zip: it states that two sequences are equally long, and where they are it changes nothing;
# - `x, y = None` and a positional argument taken away before the last: the program stops at once wherever a test comes by;
# - at module level all but literals (numbers, texts, truth values): the rest is type aliases and tables of functions.
_SILENT_FIELDS = {"annotation", "returns", "decorator_list", "format_spec", "type_comment"}
_SILENT_CALLS = {"cast", "TypeVar"}
_SILENT_NAMES = {"__all__", "__slots__"}


@dataclass(frozen=True, order=True)
class Mutant:
    """One change: module, function ('' at module level), code before and after, and which of those alike in the function it is."""

    module: str
    function: str
    change: str
    number: int
    line: int
    index: int  # among the changes of the module
    at_import: bool  # it is in code that runs when the module is imported

    @property
    def name(self) -> str:
        return f"{self.change} #{self.number}" if self.number > 1 else self.change

    @property
    def where(self) -> str:
        return f"{self.module}:{self.function}"


def mutants_of(module: str, source: str) -> list[Mutant]:
    """All mutants of a module, in the order of its text."""
    tree = ast.parse(source)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for index, (function, at_import, change) in enumerate(_changes(tree)):
        (parent, _, _), _, shown = change
        text = _shown(change)
        seen[function, text] += 1
        line = getattr(shown, "lineno", getattr(parent, "lineno", 0))
        found.append(Mutant(module, function, text, seen[function, text], line, index, at_import))
    return found


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The module as it would be with the mutant in it."""
    tree = ast.parse(source)
    for index, (_, _, change) in enumerate(_changes(tree)):
        if index == mutant.index:
            _apply(change)
            return ast.fix_missing_locations(tree)
    raise LookupError(mutant.name)


def code_of(tree: ast.Module, path: str, function: str) -> list[CodeType]:
    """The compiled functions of that name; a property and its setter share one."""
    return [code for code in _codes(compile(tree, path, "exec")) if code.co_qualname == function]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _shown(change: Change) -> str:
    (parent, field, _), new, shown = change
    if isinstance(new, ast.stmt) and isinstance(parent, ast.FunctionDef):
        return f"{_brief(_child(change))} → {_brief(new)}"
    before, there = _brief(shown), getattr(parent, field)
    if new is _NOTHING:
        return f"{before} without {_brief(_child(change))}"
    _apply(change)
    after = _brief(shown)
    setattr(parent, field, there)
    return f"{before} → {after}"


def _brief(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"


def _child(change: Change) -> ast.AST:
    (parent, field, index), _, _ = change
    found: ast.AST = getattr(parent, field)[index]
    return found


def _apply(change: Change) -> None:
    """Puts the new list in the place of the old one, so that whoever walks the old one walks on."""
    (parent, field, index), new, _ = change
    if index is None:
        setattr(parent, field, new)
        return
    there = getattr(parent, field)
    setattr(parent, field, [*there[:index], *([] if new is _NOTHING else [new]), *there[index + 1 :]])


def _changes(tree: ast.Module) -> Iterator[tuple[str, bool, Change]]:
    """(function, whether its code runs at import, change), in the order of the text."""
    yield from _walk(tree, (), None)


def _walk(node: ast.AST, scope: tuple[str, ...], function: str | None) -> Iterator[tuple[str, bool, Change]]:
    """`scope` is the classes around the node, `function` the outermost function around it; None where it runs at import."""
    for field, value in ast.iter_fields(node):
        is_walked = field == "args" and isinstance(node, ast.FunctionDef) and function == ".".join(scope)  # by who came here
        if field in _SILENT_FIELDS or is_walked:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_silent(child) or _is_docstring(child):
                continue
            for new in _instead(node, field, index, child, at_import=function is None):
                yield function or "", function is None, ((node, field, index), new, node)
            inner = (*scope, child.name) if isinstance(child, ast.ClassDef | ast.FunctionDef) else scope
            if isinstance(child, ast.FunctionDef) and function is None:
                yield from _walk(child.args, inner, None)
                yield from _walk(child, inner, ".".join(inner))
            else:
                yield from _walk(child, inner, function)


def _is_silent(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _SILENT_CALLS
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Name) and node.targets[0].id in _SILENT_NAMES
    if isinstance(node, ast.keyword):
        return node.arg == "strict"
    return False


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _instead(node: ast.AST, field: str, index: int | None, child: ast.AST, *, at_import: bool) -> Iterator[object]:
    if isinstance(child, ast.Constant) and not isinstance(node, ast.JoinedStr):
        yield from _other_literals(child)
    if at_import:
        return
    if type(child) in _SWAPPED:
        yield _SWAPPED[type(child)]()
    elif isinstance(child, ast.UnaryOp) and isinstance(child.op, ast.Not | ast.USub):
        yield child.operand
    elif isinstance(child, ast.JoinedStr) and child.values:
        yield ast.copy_location(ast.JoinedStr([ast.Constant("XX"), *child.values]), child)
    elif isinstance(child, ast.Break):
        yield ast.copy_location(ast.Continue(), child)
    elif isinstance(child, ast.Continue):
        yield ast.copy_location(ast.Break(), child)
    elif isinstance(child, ast.AugAssign):
        yield ast.copy_location(ast.Assign([child.target], child.value), child)
    if _takes_none(node, field, child):
        yield ast.copy_location(ast.Constant(None), child)
    if isinstance(node, ast.Call) and (field == "keywords" or (field == "args" and index == len(node.args) - 1)):
        yield _NOTHING


def _takes_none(node: ast.AST, field: str, child: ast.AST) -> bool:
    """Whether the child is the value of an assignment, an argument or the body of a lambda, and is not None already."""
    if isinstance(child, ast.Starred) or (isinstance(child, ast.Constant) and child.value is None):
        return False
    if isinstance(node, ast.Call):
        return field == "args"
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        return False
    return isinstance(node, ast.Assign | ast.AnnAssign | ast.keyword | ast.Lambda) and field in ("value", "body")


def _other_literals(child: ast.Constant) -> Iterator[ast.Constant]:
    value = child.value
    if isinstance(value, bool):
        yield ast.copy_location(ast.Constant(not value), child)
    elif isinstance(value, int | float):
        yield ast.copy_location(ast.Constant(value + 1), child)
    elif isinstance(value, str):
        yield ast.copy_location(ast.Constant(f"XX{value}XX"), child)
