/**
 * Makes recorded decisions again with another policy. It must not know how records are stored, or
 * where they come from.
 */
@NullMarked
package dev.sluice.extauthz.replay;

import org.jspecify.annotations.NullMarked;
