/** The commands that use the management API. */
@NullMarked
package dev.sluice.ctl.manage;

import org.jspecify.annotations.NullMarked;
