/**
 * Pushes to nodes: subscriptions, ordering (make before break), ACK and NACK, and the one update
 * thread. Must not depend on rows or on the content of a resource.
 */
@NullMarked
package dev.sluice.controller.resources.push;

import org.jspecify.annotations.NullMarked;
