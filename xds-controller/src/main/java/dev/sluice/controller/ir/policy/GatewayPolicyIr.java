package dev.sluice.controller.ir.policy;

/** A policy that applies to all listeners of a gateway. */
public sealed interface GatewayPolicyIr extends PolicyIr
    permits AccessLogIr, AdaptiveConcurrencyIr, ClientLimitsIr {}
