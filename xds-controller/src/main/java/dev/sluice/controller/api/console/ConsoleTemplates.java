package dev.sluice.controller.api.console;

import dev.sluice.controller.api.console.template.JtepageGenerated;
import dev.sluice.controller.api.console.template.JteplainGenerated;
import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.PageFrame;
import dev.sluice.controller.api.console.view.PlainPage;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/** The templates of pages, which are compiled with the program and escape every value. */
final class ConsoleTemplates {
  private ConsoleTemplates() {}

  static String page(PageFrame frame, ConsolePage page) {
    TemplateOutput text = new StringOutput();
    HtmlTemplateOutput html = new OwaspHtmlTemplateOutput(text);
    JtepageGenerated.render(html, null, frame, page);
    return text.toString();
  }

  static String plain(PlainPage page) {
    TemplateOutput text = new StringOutput();
    HtmlTemplateOutput html = new OwaspHtmlTemplateOutput(text);
    JteplainGenerated.render(html, null, page);
    return text.toString();
  }
}
