/** Translators of HTTP filters, one file per filter, and the table of their order. */
@NullMarked
package dev.sluice.controller.xds.filter;

import org.jspecify.annotations.NullMarked;
