package dev.sluice.controller.api.console.view;

import java.util.List;

/**
 * A field of a search form.
 *
 * @param hint an example of a value; empty for none
 * @param choices the possible values; empty for any text
 */
public record FilterField(
    String name, String label, String value, String hint, List<String> choices) {
  public FilterField {
    choices = List.copyOf(choices);
  }

  /** Returns the id of the field on the page. */
  public String id() {
    return "filter-" + name;
  }
}
