/** The YAML documents of a tenant: reading, comparing, applying and exporting them. */
@NullMarked
package dev.sluice.ctl.document;

import org.jspecify.annotations.NullMarked;
