package dev.sluice.controller.ir.policy.gateway;

import dev.sluice.controller.ir.policy.PolicyIr;

/** A policy that applies to all listeners of a gateway. */
public sealed interface GatewayPolicyIr extends PolicyIr
    permits AccessLogIr, AdaptiveConcurrencyIr, ClientLimitsIr {}
