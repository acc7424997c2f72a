package dev.sluice.controller.api.console.view;

import java.util.List;

/**
 * A form that sends a long text to its page.
 *
 * @param label the label of the form and of its button
 * @param textLabel the label of the text
 * @param fields the other fields, whose choices have no empty one
 */
public record TextForm(
    String label, ConsoleLink action, String textLabel, String text, List<FilterField> fields) {
  public TextForm {
    fields = List.copyOf(fields);
  }
}
