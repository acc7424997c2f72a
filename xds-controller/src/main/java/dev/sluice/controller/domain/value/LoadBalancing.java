package dev.sluice.controller.domain.value;

/** The configured load balancing of a backend. */
public enum LoadBalancing {
  ROUND_ROBIN,
  WEIGHTED,
  LEAST_REQUEST,
  RANDOM,
  CONSISTENT_HASH
}
