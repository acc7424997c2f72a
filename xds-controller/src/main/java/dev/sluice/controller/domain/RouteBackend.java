package dev.sluice.controller.domain;

/** A backend of a route with its weight; an order above zero makes it a fallback. */
public record RouteBackend(String backend, int weight, int failoverOrder) {}
