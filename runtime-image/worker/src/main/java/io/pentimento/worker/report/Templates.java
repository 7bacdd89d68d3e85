// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** The templates of {@code src/main/jte}. The build compiles them; they escape every value. */
final class Templates {
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          Templates.class.getClassLoader(),
          Templates.class.getPackageName());

  private Templates() {}

  /**
   * The page, or part of a page, that a template makes.
   *
   * @param template name of its file
   * @param model its only parameter
   */
  static String html(String template, Object model) {
    StringOutput output = new StringOutput();
    ENGINE.render(template, model, output);
    return output.toString();
  }
}
