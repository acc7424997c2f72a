package dev.sluice.extproc.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A header of the gateway's own that names the model of a chain whose answer this is.
 *
 * @param model the id of the model
 * @param backend the name of its backend
 */
public record AnsweringModel(String model, String backend) {
  public static final String HEADER = "x-sluice-model-answer";

  /** Reads a header; empty if no model has answered. */
  public static Optional<AnsweringModel> of(String header) {
    int space = header.indexOf(' ');
    return space < 0
        ? Optional.empty()
        : Optional.of(new AnsweringModel(header.substring(0, space), header.substring(space + 1)));
  }

  /** Returns the model of a chain that has answered; the first one if it is none of the chain. */
  public ChosenModel in(ChosenModel first) {
    return first.next().stream().filter(next -> next.id().equals(model)).findFirst().orElse(first);
  }

  /** Returns the models of a chain that were tried in vain before this answer. */
  public List<ChosenModel> failedIn(ChosenModel first) {
    List<ChosenModel> failed = new ArrayList<>();
    if (!first.id().equals(model)) {
      failed.add(first);
      first.next().stream().takeWhile(next -> !next.id().equals(model)).forEach(failed::add);
    }
    return failed;
  }
}
