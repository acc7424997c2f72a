package dev.sluice.controller.ir;

/** How a backend is spoken to. */
public enum Scheme {
  HTTP,
  HTTPS
}
