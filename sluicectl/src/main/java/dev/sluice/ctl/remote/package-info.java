/** The client of the management API. It must not know the resources. */
@NullMarked
package dev.sluice.ctl.remote;

import org.jspecify.annotations.NullMarked;
