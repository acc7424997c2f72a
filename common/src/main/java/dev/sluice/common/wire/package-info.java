/**
 * The reading and writing of Protocol Buffers field by field, where an object for each message
 * would cost more than the work with it. It must not know any message.
 */
@NullMarked
package dev.sluice.common.wire;

import org.jspecify.annotations.NullMarked;
