package dev.sluice.controller.ir.policy;

/** A policy that applies to single routes. */
public sealed interface RoutePolicyIr extends PolicyIr
    permits AdmissionControlIr,
        CacheIr,
        CompressionIr,
        CorsIr,
        CsrfIr,
        DirectResponseIr,
        FallbackIr,
        GrpcJsonIr,
        HeaderPolicyIr,
        InspectionIr,
        MirrorIr,
        ModelPolicyIr,
        RateLimitIr,
        RedirectIr,
        RequestLimitIr,
        RetryIr,
        RewriteIr,
        RouteTracingIr,
        TimeoutIr,
        TokenBudgetIr,
        UpgradeIr,
        VariantIr,
        WafIr {}
