package dev.sluice.controller.ir.route;

/** A way in which the backend of a route fails: an error status, no answer, or a late one. */
public enum UpstreamFailure {
  SERVER_ERROR,
  UNREACHABLE,
  TIMEOUT
}
