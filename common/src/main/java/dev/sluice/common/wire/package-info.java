/**
 * Writes Protocol Buffers field by field where making objects of each message costs more than what
 * it is about. It must not know any message.
 */
@NullMarked
package dev.sluice.common.wire;

import org.jspecify.annotations.NullMarked;
