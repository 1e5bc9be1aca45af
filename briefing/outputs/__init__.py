"""The document as files: Word, HTML, the record; and the gate before anything is sealed."""
