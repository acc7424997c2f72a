package dev.sluice.controller.ir.policy.backend;

/**
 * A policy that limits the load on a backend; a request beyond a limit is answered with 503 at
 * once.
 *
 * @param maxPendingRequests the largest number of requests that wait for a connection
 * @param retryPercent the largest share of the active requests that may be retries, in percent
 * @param minRetries the number of retries that are allowed at any load
 */
public record CircuitBreakerIr(
    int maxConnections, int maxPendingRequests, int maxRequests, int retryPercent, int minRetries)
    implements BackendPolicyIr {}
