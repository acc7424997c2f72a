package dev.sluice.controller.ir;

/** How an endpoint of a backend is chosen; each of them heeds the endpoint weights. */
public enum LbPolicy {
  ROUND_ROBIN,
  LEAST_REQUEST,
  RANDOM
}
