import java.io.File;
import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Tells what veraPDF finds against PDF/UA-1 in the PDFs of a folder. */
public class PdfUa {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    var flavour = PDFAFlavour.fromString("ua1");
    int files = 0, faulty = 0;
    for (var file : new File(arguments[0]).listFiles((folder, name) -> name.endsWith(".pdf"))) {
      files++;
      try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
        var result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
        if (result.isCompliant()) continue;
        faulty++;
        for (var found : result.getTestAssertions())
          if (found.getStatus() == TestAssertion.Status.FAILED)
            System.out.println(file.getName() + ": " + found.getRuleId().getClause() + ": " + found.getMessage());
      }
    }
    System.out.println(files + " files, " + faulty + " with faults");
  }
}
