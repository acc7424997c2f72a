/** The file of contexts: servers, tenants and the sources of tokens. It must not call a server. */
@NullMarked
package dev.sluice.ctl.context;

import org.jspecify.annotations.NullMarked;
