package dev.sluice.extproc.response;

/** The error codes that this server sends to clients. */
public enum DlpErrorCode {
  /** A DLP rule blocks the body. */
  DLP_BLOCKED(400),
  /** A WAF rule blocks the body. */
  WAF_BLOCKED(403),
  /** A response would hold more bytes than the limit. */
  DLP_STREAM_BUFFER_OVERFLOW(400),
  /** The body does not match its content type, and a rule requires that it does. */
  INVALID_BODY(400),
  /** The body names no model, where it has to. */
  MODEL_REQUIRED(400),
  /** The body names a model twice. */
  MODEL_AMBIGUOUS(400),
  /** The body names a model that the route does not have. */
  MODEL_NOT_FOUND(404),
  /** A rule forbids the model to the caller. */
  MODEL_FORBIDDEN(403),
  /** The request body is larger than the limit for held bodies. */
  REQUEST_TOO_LARGE(413),
  /** The content coding of the body is not supported. */
  UNSUPPORTED_ENCODING(415),
  /** A budget of tokens or money is used up. */
  TOKEN_BUDGET_EXCEEDED(429),
  /** Too many exchanges of the caller run at once. */
  TOO_MANY_STREAMS(429),
  /** The server has reached one of its own limits. */
  DLP_UNAVAILABLE(503);

  private final int requestStatus;

  DlpErrorCode(int requestStatus) {
    this.requestStatus = requestStatus;
  }

  /** Returns the status of an error in the request, or of a rule's verdict. */
  public int status() {
    return requestStatus;
  }

  /** Returns the status of an error in the upstream's response. */
  public int responseStatus() {
    return switch (this) {
      case INVALID_BODY, UNSUPPORTED_ENCODING -> 502;
      default -> requestStatus;
    };
  }
}
