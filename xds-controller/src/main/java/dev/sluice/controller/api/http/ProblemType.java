package dev.sluice.controller.api.http;

import java.util.Locale;

/** A kind of problem that a caller can act on, explained in {@code docs/reference/problems.md}. */
public enum ProblemType {
  INVALID_REQUEST(400, "The request is not well-formed"),
  UNAUTHENTICATED(401, "A valid token is required"),
  FORBIDDEN(403, "The caller may not do this"),
  NOT_FOUND(404, "There is no such resource"),
  METHOD_NOT_ALLOWED(405, "The path does not have this method"),
  CONFLICT(409, "The state of the resource does not allow this"),
  STALE(412, "The resource has changed"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
  VALIDATION(422, "Values are not valid"),
  NOT_DEPLOYABLE(422, "The rows cannot become configuration"),
  ETAG_REQUIRED(428, "The header If-Match is required"),
  RATE_LIMITED(429, "Too many requests"),
  INTERNAL(500, "The server failed"),
  UNAVAILABLE(503, "The server cannot answer now");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Returns the URI reference of the type. */
  public String uri() {
    return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
