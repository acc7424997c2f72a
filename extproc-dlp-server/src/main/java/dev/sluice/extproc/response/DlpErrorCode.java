package dev.sluice.extproc.response;

import dev.sluice.common.error.ErrorDetails;

/** The codes that a client may read in an error of this server. */
public enum DlpErrorCode {
  /** A rule blocks the body. */
  DLP_BLOCKED(400),
  /** A rule against attacks blocks the body. */
  WAF_BLOCKED(403),
  /** What had to be held back of an answer grew past its bound. */
  DLP_STREAM_BUFFER_OVERFLOW(400),
  /** The body is not what its content type says, under a rule that needs it. */
  INVALID_BODY(400),
  /** The request's body is larger than may be held until its verdict. */
  REQUEST_TOO_LARGE(413),
  /** The body's content coding cannot be read here. */
  UNSUPPORTED_ENCODING(415),
  /** The server is at one of its own limits. */
  DLP_UNAVAILABLE(503);

  private final int requestStatus;

  DlpErrorCode(int requestStatus) {
    this.requestStatus = requestStatus;
  }

  /** The status when the fault lies in the request, or in a rule's verdict. */
  public int status() {
    return requestStatus;
  }

  /** What is told of it, with a status. */
  public ErrorDetails text(int status) {
    return switch (this) {
      case DLP_BLOCKED, DLP_STREAM_BUFFER_OVERFLOW -> ErrorDetails.ofPolicy(name(), status);
      default -> ErrorDetails.of(name(), status);
    };
  }

  /** The status when an upstream's answer is at fault. */
  public int responseStatus() {
    return switch (this) {
      case INVALID_BODY, UNSUPPORTED_ENCODING -> 502;
      default -> requestStatus;
    };
  }
}
