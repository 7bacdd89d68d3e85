// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.admission;

import io.pentimento.server.config.ServerConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Checks of images with small limits, outside a running server. */
public final class ImageBodies {
  private ImageBodies() {}

  /**
   * @param pixels maximum width × height
   */
  public static ImageBody limitedTo(int pixels) {
    ServerConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withMapping(ServerConfig.class)
            .withDefaultValue("pentimento.server.max-pixels", Integer.toString(pixels))
            .build()
            .getConfigMapping(ServerConfig.class);
    return new ImageBody(config);
  }
}
