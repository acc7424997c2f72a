package dev.sluice.extauthz.policy.block;

import dev.sluice.extauthz.policy.address.IpAddressSet;
import java.time.Duration;

/**
 * The settings for blocks after failed credentials.
 *
 * @param failures the failures of a client in a window that block it
 * @param shadow true if blocks are reported but not enforced
 * @param except the clients that are never blocked
 */
public record BlockingSettings(
    int failures, Duration window, Duration blockFor, boolean shadow, IpAddressSet except) {}
