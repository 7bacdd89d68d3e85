// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The web page at {@code /}. */
@ConfigMapping(prefix = "pentimento.page")
public interface PageConfig {
  /** Whether the page is enabled; if not, {@code /} returns 404. */
  @WithDefault("true")
  boolean enabled();
}
