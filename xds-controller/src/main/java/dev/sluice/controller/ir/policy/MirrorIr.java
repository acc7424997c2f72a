package dev.sluice.controller.ir.policy;

/**
 * A policy that sends a copy of a share of the requests to another backend.
 *
 * @param backend the name of the backend in a policy, and its id in a route
 * @param percent the share of the requests
 */
public record MirrorIr(String backend, int percent) implements RoutePolicyIr {}
