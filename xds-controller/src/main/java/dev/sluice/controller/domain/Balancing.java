package dev.sluice.controller.domain;

/** How a backend wants its endpoints chosen. */
public enum Balancing {
  ROUND_ROBIN,
  WEIGHTED,
  LEAST_REQUEST,
  RANDOM,
  CONSISTENT_HASH
}
