package dev.sluice.controller.api.http;

import java.util.List;
import java.util.Map;

/** An exception that becomes an answer with a problem (RFC 9457). */
public final class ProblemException extends RuntimeException {
  private final ProblemType type;
  private final List<FieldProblem> errors;
  private final Map<String, String> headers;

  private ProblemException(
      ProblemType type, String detail, List<FieldProblem> errors, Map<String, String> headers) {
    super(detail, null, false, false);
    this.type = type;
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
  }

  /** Returns a problem of the whole request. */
  public static ProblemException of(ProblemType type, String detail) {
    return new ProblemException(type, detail, List.of(), Map.of());
  }

  /** Returns a problem whose answer has a header. */
  public static ProblemException of(ProblemType type, String detail, String header, String value) {
    return new ProblemException(type, detail, List.of(), Map.of(header, value));
  }

  /** Returns a problem with values of the body. */
  public static ProblemException invalid(List<FieldProblem> errors) {
    return new ProblemException(
        ProblemType.VALIDATION,
        errors.size() == 1 ? "One value is not valid." : errors.size() + " values are not valid.",
        errors,
        Map.of());
  }

  /** Returns a problem of one type with several values. */
  public static ProblemException of(ProblemType type, String detail, List<FieldProblem> errors) {
    return new ProblemException(type, detail, errors, Map.of());
  }

  /** Returns a problem of one type with one value. */
  public static ProblemException at(ProblemType type, String pointer, String detail) {
    return new ProblemException(type, detail, List.of(new FieldProblem(pointer, detail)), Map.of());
  }

  /** Returns the problem of an id that does not exist, or that the caller must not know. */
  public static ProblemException notFound() {
    return of(ProblemType.NOT_FOUND, "There is no such resource in this tenant.");
  }

  public ProblemType type() {
    return type;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  public List<FieldProblem> errors() {
    return errors;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
