package dev.sluice.controller.domain.value;

/** How a backend wants its endpoints chosen. */
public enum LoadBalancing {
  ROUND_ROBIN,
  WEIGHTED,
  LEAST_REQUEST,
  RANDOM,
  CONSISTENT_HASH
}
