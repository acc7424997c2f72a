package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.store.management.ConstraintViolationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sentences of {@code api/constraints.properties}: for each constraint of the database the
 * member that breaks it, and what is wrong.
 */
public final class ConstraintSentences {
  private static final Logger log = LoggerFactory.getLogger(ConstraintSentences.class);
  private static final String FILE = "api/constraints.properties";

  private final Properties lines = new Properties();

  /** Reads the file. */
  public ConstraintSentences() {
    try (InputStream in = ConstraintSentences.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      lines.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of the constraints that have a line. */
  Set<String> constraints() {
    return lines.stringPropertyNames();
  }

  /** Returns the problem of a rejected change. */
  public ProblemException problem(ConstraintViolationException violation, String method) {
    if (violation.isConcurrent()) {
      return ProblemException.of(
          ProblemType.CONFLICT, "Another change was made at the same time; repeat the request.");
    }
    if (violation.isReference() && method.equals("DELETE")) {
      return ProblemException.of(
          ProblemType.CONFLICT, "Other resources use this one; delete or change them first.");
    }
    if (violation.isValue() && method.equals("GET")) {
      return ProblemException.of(
          ProblemType.INVALID_REQUEST, "A parameter has a value of another type.");
    }
    if (violation.isValue()) {
      return ProblemException.of(
          ProblemType.VALIDATION, "A value has a character or a form that cannot be stored.");
    }
    if (violation.isForbidden()) {
      return ProblemException.of(
          ProblemType.FORBIDDEN, "The row would not be one of the caller's tenant.");
    }
    String line = lines.getProperty(violation.constraint());
    if (line == null) {
      log.error("no sentence for the constraint {}", violation.constraint());
      return ProblemException.of(
          ProblemType.VALIDATION, "The database does not accept the values.");
    }
    int split = line.indexOf(' ');
    FieldProblem field = new FieldProblem(line.substring(0, split), line.substring(split + 1));
    return violation.isDuplicate()
        ? ProblemException.at(ProblemType.CONFLICT, field.pointer(), field.detail())
        : ProblemException.invalid(List.of(field));
  }
}
