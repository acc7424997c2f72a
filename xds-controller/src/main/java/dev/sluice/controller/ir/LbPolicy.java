package dev.sluice.controller.ir;

/** A load balancing policy; each one applies the endpoint weights. */
public enum LbPolicy {
  ROUND_ROBIN,
  LEAST_REQUEST,
  RANDOM,
  CONSISTENT_HASH
}
