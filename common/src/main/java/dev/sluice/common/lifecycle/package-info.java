/**
 * The life of the parts of a server: order of closing, repeated tasks, pauses between attempts, and
 * missing dependencies. It must not know any part.
 */
@NullMarked
package dev.sluice.common.lifecycle;

import org.jspecify.annotations.NullMarked;
