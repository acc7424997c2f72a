/**
 * The errors that a client receives, in the format of its API dialect. It must not know the reasons
 * for errors.
 */
@NullMarked
package dev.sluice.common.error;

import org.jspecify.annotations.NullMarked;
