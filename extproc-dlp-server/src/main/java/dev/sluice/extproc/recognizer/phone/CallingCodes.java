package dev.sluice.extproc.recognizer.phone;

import dev.sluice.extproc.recognizer.DecimalDigits;
import java.util.HashMap;
import java.util.Map;

/** A table of country calling codes (ITU-T E.164), with the number of digits after each. */
final class CallingCodes {
  private static final int LONGEST = 3;

  private record Lengths(int fewest, int most) {}

  private static final Map<Integer, Lengths> LENGTHS =
      lengths(
          "1:10 7:10 20:8-10 27:9 30:10 31:9 32:8-9 33:9 34:9 36:8-9 39:6-11 40:9 41:9 43:7-13"
              + " 44:9-10 45:8 46:7-10 47:8 48:9 49:7-12 51:8-9 52:10-11 53:8 54:10-11 55:10-11"
              + " 56:9 57:10 58:10 60:8-10 61:9 62:8-12 63:9-10 64:8-10 65:8 66:8-9 81:9-10"
              + " 84:9-10 86:10-11 90:10 91:10 92:9-10 93:9 94:9 95:7-10 98:10 211:9 212:9 213:8-9"
              + " 216:8 218:9 220:7 221:9 223:8 225:8-10 227:8 230:7-8 233:9 234:8-10 237:9 243:9"
              + " 244:9 249:9 250:9 251:9 254:9 255:9 256:9 258:8-9 260:9 261:9 263:9 264:8-9"
              + " 350:8 351:9 352:6-9 353:7-9 354:7-9 355:8-9 356:8 357:8 358:6-11 359:7-9 370:8"
              + " 371:8 372:7-8 373:8 374:8 375:9 376:6-9 377:8-9 380:9 381:8-9 382:8 385:8-9"
              + " 386:8 387:8-9 389:8 420:9 421:9 423:7-9 501:7 502:8 503:8 504:8 505:8 506:8"
              + " 507:7-8 509:8 591:8 592:7 593:8-9 595:9 597:6-7 598:8 670:7-8 673:7 675:7-8"
              + " 679:7 850:8-10 852:8 853:8 855:8-9 856:8-10 880:8-10 886:8-9 960:7 961:7-8"
              + " 962:8-9 963:8-9 964:8-10 965:8 966:8-9 967:7-9 968:8 970:8-9 971:8-9 972:8-9"
              + " 973:8 974:8 975:7-8 976:8 977:8-10 992:9 993:8 994:9 995:9 996:9 998:9");

  private CallingCodes() {}

  private static Map<Integer, Lengths> lengths(String table) {
    Map<Integer, Lengths> lengths = new HashMap<>();
    for (String entry : table.split(" ", -1)) {
      int colon = entry.indexOf(':');
      int hyphen = entry.indexOf('-');
      String fewest = entry.substring(colon + 1, hyphen < 0 ? entry.length() : hyphen);
      String most = hyphen < 0 ? fewest : entry.substring(hyphen + 1);
      lengths.put(
          Integer.valueOf(entry.substring(0, colon)),
          new Lengths(Integer.parseInt(fewest), Integer.parseInt(most)));
    }
    return Map.copyOf(lengths);
  }

  /** Returns true if the digits from a position are a country code and a number of its length. */
  static boolean isPlausible(DecimalDigits digits, int from) {
    for (int length = 1; length <= LONGEST; length++) {
      Lengths known = LENGTHS.get(digits.number(from, from + length));
      if (known != null) {
        int national = digits.count() - from - length;
        return national >= known.fewest() && national <= known.most();
      }
    }
    return false;
  }
}
