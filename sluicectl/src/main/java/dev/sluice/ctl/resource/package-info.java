/** The resources of the management API and their names. It must not know files. */
@NullMarked
package dev.sluice.ctl.resource;

import org.jspecify.annotations.NullMarked;
