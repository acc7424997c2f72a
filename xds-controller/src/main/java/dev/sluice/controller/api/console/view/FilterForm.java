package dev.sluice.controller.api.console.view;

import java.util.List;

/** A search form, whose fields are parameters of the REST operation. */
public record FilterForm(String label, ConsoleLink action, List<FilterField> fields) {
  public FilterForm {
    fields = List.copyOf(fields);
  }
}
