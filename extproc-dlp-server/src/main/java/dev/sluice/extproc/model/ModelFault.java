package dev.sluice.extproc.model;

/** The reasons for which a request gets no model. */
public enum ModelFault {
  /** The body names no model. */
  MISSING,
  /** The name of the model is not a string. */
  NOT_TEXT,
  /** The name of the model comes too late in the body. */
  TOO_LATE,
  /** The body names a model twice. */
  TWICE,
  /** No model of the route has the name. */
  UNKNOWN,
  /** The model does not serve this kind of request. */
  WRONG_KIND,
  /** A rule forbids the model to the caller. */
  FORBIDDEN
}
