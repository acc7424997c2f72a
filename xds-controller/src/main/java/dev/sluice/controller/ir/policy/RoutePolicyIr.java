package dev.sluice.controller.ir.policy;

/** A policy that applies to single routes. */
public sealed interface RoutePolicyIr extends PolicyIr
    permits CompressionIr,
        CorsIr,
        CsrfIr,
        FallbackIr,
        GrpcJsonIr,
        HeaderPolicyIr,
        InspectionIr,
        MirrorIr,
        RequestLimitIr,
        RetryIr,
        RouteTracingIr,
        TimeoutIr,
        UpgradeIr,
        VariantIr,
        WafIr {}
