package dev.sluice.controller.domain;

/** A backend's share of a route; an order above zero makes it a fallback. */
public record RouteBackend(String backend, int weight, int failoverOrder) {}
