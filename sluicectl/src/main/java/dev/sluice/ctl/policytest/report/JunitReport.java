package dev.sluice.ctl.policytest.report;

import dev.sluice.ctl.policytest.run.FileRun;
import dev.sluice.ctl.policytest.run.PolicyCaseResult;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report in the XML of JUnit: a suite for each file, and a test case for each case. */
public final class JunitReport {
  private JunitReport() {}

  public static String of(PolicyTestReport report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      xml.writeAttribute("tests", String.valueOf(report.outcomes().size()));
      xml.writeAttribute("failures", String.valueOf(report.failed().size()));
      for (FileRun run : report.runs()) {
        suite(xml, run);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text takes every element", e);
    }
    return text.append('\n').toString();
  }

  private static void suite(XMLStreamWriter xml, FileRun run) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", run.test().file().toString());
    xml.writeAttribute("tests", String.valueOf(run.outcomes().size()));
    xml.writeAttribute("failures", String.valueOf(run.failed().size()));
    xml.writeAttribute("time", String.valueOf(run.time().toMillis() / 1000.0));
    for (PolicyCaseResult outcome : run.outcomes()) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", outcome.policyCase().section());
      xml.writeAttribute("name", printable(outcome.policyCase().name()));
      xml.writeAttribute("file", outcome.policyCase().place().file().toString());
      xml.writeAttribute("line", String.valueOf(outcome.policyCase().place().line()));
      if (!outcome.passed()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", printable(outcome.failures().getFirst()));
        xml.writeCharacters(
            printable(outcome.policyCase().place() + "\n" + String.join("\n", outcome.failures())));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Replaces the characters that XML 1.0 does not have. */
  private static String printable(String text) {
    return text.codePoints()
        .map(c ->
            c == '\t'
                    || c == '\n'
                    || (c >= ' '
                        && c != 0xFFFE
                        && c != 0xFFFF
                        && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                ? c
                : '\uFFFD')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
