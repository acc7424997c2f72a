package dev.sluice.quality.h2spec;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A reader of the JUnit report of h2spec. */
final class CaseReportReader {
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  /** The characters that XML excludes. h2spec writes bytes of frames into its report. */
  private static final Pattern EXCLUDED =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private CaseReportReader() {}

  /**
   * Reads a report.
   *
   * @throws IOException if the file cannot be read or is not a report
   */
  static List<ConformanceCase> read(Path file) throws IOException {
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  static List<ConformanceCase> parse(String report) throws IOException {
    Element root = document(EXCLUDED.matcher(report).replaceAll("?"));
    List<ConformanceCase> cases = new ArrayList<>();
    for (Element suite : children(root, "testsuite")) {
      List<Element> elements = children(suite, "testcase");
      for (int i = 0; i < elements.size(); i++) {
        cases.add(read(elements.get(i), i + 1));
      }
    }
    if (cases.isEmpty()) {
      throw new IOException("the report of h2spec has no test cases");
    }
    return cases;
  }

  private static Element document(String text) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    } catch (SAXException e) {
      throw new IOException("the report of h2spec is not XML: " + e.getMessage(), e);
    }
  }

  private static ConformanceCase read(Element element, int number) {
    String id = element.getAttribute("package") + "/" + number;
    String title = element.getAttribute("classname");
    List<Element> failures = new ArrayList<>(children(element, "failure"));
    failures.addAll(children(element, "error"));
    if (!failures.isEmpty()) {
      List<String> lines = failures.getFirst().getTextContent().strip().lines().toList();
      String actual = lines.isEmpty() ? "" : lines.getLast().strip();
      return new ConformanceCase(id, title, CaseOutcome.FAILED, actual);
    }
    boolean skipped = !children(element, "skipped").isEmpty();
    return new ConformanceCase(id, title, skipped ? CaseOutcome.SKIPPED : CaseOutcome.PASSED, "");
  }

  private static List<Element> children(Element parent, String name) {
    NodeList nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .filter(element -> element.getTagName().equals(name))
        .toList();
  }
}
