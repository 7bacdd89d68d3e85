// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks all Markdown pages of the repository's root, docs and examples. */
class PagesTest {
  private static final Path ROOT = Path.of("../..");
  private static final int COLUMNS = 120;
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");

  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  @Test
  void linesHaveAtMost120Columns() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path page : pages()) {
      Files.readAllLines(page).stream()
          .filter(line -> line.codePointCount(0, line.length()) > COLUMNS)
          .forEach(line -> tooLong.add(ROOT.relativize(page) + ": " + line));
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void linksLeadToExistingFilesAndHeadings() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      var links = LINK.matcher(Files.readString(page)).results().iterator();
      while (links.hasNext()) {
        var link = links.next();
        if (!link.group(1).contains("://") && !exists(page, link.group(1), link.group(2))) {
          broken.add(ROOT.relativize(page) + ": " + link.group());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void testsOnTheReliabilityPageExist() throws IOException {
    Set<String> classes = new HashSet<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> classes.add(name.replace(".java", "")));
    }
    String page = Files.readString(ROOT.resolve("docs/reliability.md"));

    assertThat(TEST.matcher(page).results().map(found -> found.group(1)))
        .hasSizeGreaterThan(20)
        .isSubsetOf(classes);
  }

  private static boolean exists(Path page, String file, String heading) throws IOException {
    Path target = file.isEmpty() ? page : page.resolveSibling(file);
    return Files.exists(target) && (heading == null || headings(target).contains(heading));
  }

  /** The anchors of a page's headings, formed as by GitHub. */
  private static List<String> headings(Path page) throws IOException {
    try (Stream<String> lines = Files.lines(page)) {
      return lines
          .filter(line -> line.startsWith("#"))
          .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
          .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
          .toList();
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("docs", "examples")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(PagesTest::isPage).forEach(pages::add);
      }
    }
    try (Stream<Path> files = Files.list(ROOT)) {
      files.filter(PagesTest::isPage).forEach(pages::add);
    }
    assertThat(pages).hasSizeGreaterThan(15);
    return pages;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }
}
