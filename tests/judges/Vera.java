import java.io.FileInputStream;
import java.io.InputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** One line for each rule that the file breaks: java Vera FILE FLAVOUR... (2a, 1a, ua1). The last line says how many checks were made. */
public final class Vera {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int index = 1; index < arguments.length; index++) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[index]);
            try (InputStream bytes = new FileInputStream(arguments[0]);
                    PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour)) {
                ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                for (TestAssertion each : result.getTestAssertions())
                    System.out.println(flavour + " " + each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber()
                            + ": " + each.getMessage() + " (" + each.getLocation().getContext() + ")");
                System.out.println("checked " + flavour + " " + result.getTotalAssertions());
            }
        }
    }
}
