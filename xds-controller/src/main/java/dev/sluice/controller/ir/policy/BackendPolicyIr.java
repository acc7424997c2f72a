package dev.sluice.controller.ir.policy;

/** A policy that applies to single backends, whichever route uses them. */
public sealed interface BackendPolicyIr extends PolicyIr
    permits CircuitBreakerIr, HealthCheckIr, LoadBalancerIr, OutlierDetectionIr {}
