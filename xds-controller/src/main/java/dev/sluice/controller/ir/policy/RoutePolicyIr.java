package dev.sluice.controller.ir.policy;

/** A policy that applies to single routes. */
public sealed interface RoutePolicyIr extends PolicyIr
    permits CompressionIr,
        CorsIr,
        CsrfIr,
        GrpcJsonIr,
        HeaderPolicyIr,
        InspectionIr,
        RequestLimitIr,
        RouteTracingIr,
        UpgradeIr,
        VariantIr,
        WafIr {}
