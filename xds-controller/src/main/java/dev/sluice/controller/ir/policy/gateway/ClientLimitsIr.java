package dev.sluice.controller.ir.policy.gateway;

import java.time.Duration;

/**
 * A policy that limits what clients may send to the listeners of a gateway, and how slowly.
 *
 * @param requestHeaders how long a client may take to send the headers of a request
 * @param request how long a client may take to send a whole request
 * @param connectionIdle how long a connection without requests stays open
 * @param maxStreams the largest number of concurrent requests on one HTTP/2 connection
 * @param maxHeaderKb the largest size of the headers of a request, in KiB
 */
public record ClientLimitsIr(
    Duration requestHeaders,
    Duration request,
    Duration connectionIdle,
    int maxStreams,
    int maxHeaderKb)
    implements GatewayPolicyIr {}
