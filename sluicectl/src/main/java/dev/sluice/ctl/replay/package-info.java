/** Makes recorded decisions again with another access policy. It must not change anything. */
@NullMarked
package dev.sluice.ctl.replay;

import org.jspecify.annotations.NullMarked;
