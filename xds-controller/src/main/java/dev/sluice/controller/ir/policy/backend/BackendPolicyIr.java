package dev.sluice.controller.ir.policy.backend;

import dev.sluice.controller.ir.policy.PolicyIr;

/** A policy that applies to single backends, whichever route uses them. */
public sealed interface BackendPolicyIr extends PolicyIr
    permits CircuitBreakerIr, HealthCheckIr, LoadBalancerIr, OutlierDetectionIr {}
