package dev.sluice.quality.corpus.value;

import java.util.List;

/** Database URLs with a password; the password is what must not be readable. */
public final class DatabaseUrl {

  private static final List<String> SCHEMES =
      List.of(
          "postgres",
          "postgresql",
          "mysql",
          "mariadb",
          "mongodb",
          "mongodb+srv",
          "redis",
          "rediss",
          "postgresql+psycopg2",
          "mysql+pymysql",
          "clickhouse");
  private static final List<String> USERS =
      List.of("app", "admin", "svc_order", "postgres", "root", "report", "batch");
  private static final List<String> HOSTS =
      List.of(
          "db",
          "localhost",
          "db-primary",
          "pg.internal",
          "mysql.prod.svc.cluster.local",
          "db.hanbit.co.kr",
          "cluster0.ab1cd.mongodb.net",
          "orders-db.northgate.io");
  private static final List<String> NAMES =
      List.of("orders", "app", "billing", "users", "analytics", "0");

  private DatabaseUrl() {}

  public static Value make(SeededRandom dice) {
    return switch (dice.below(10)) {
      case 0, 1 -> jdbc(dice);
      case 2 -> Value.within("redis://:", password(dice), "@" + dice.pick(HOSTS) + ":6379/0");
      case 3 ->
          Value.within(
              "jdbc:oracle:thin:" + dice.pick(USERS) + "/",
              GenericSecret.plain(dice),
              "@" + dice.pick(HOSTS) + ":1521:ORCL");
      default ->
          Value.within(
              dice.pick(SCHEMES) + "://" + dice.pick(USERS) + ":",
              password(dice),
              "@" + place(dice));
    };
  }

  /** A database URL that tells no password. */
  public static Value withoutPassword(SeededRandom dice) {
    String scheme = dice.pick(SCHEMES);
    return Value.of(
        switch (dice.below(6)) {
          case 0 -> scheme + "://" + place(dice);
          case 1 ->
              scheme
                  + "://"
                  + dice.pick(USERS)
                  + "@"
                  + dice.pick(HOSTS.subList(0, 4))
                  + "/"
                  + dice.pick(NAMES);
          case 2 -> scheme + "://" + dice.pick(USERS) + ":${DB_PASSWORD}@" + place(dice);
          case 3 -> scheme + "://" + dice.pick(USERS) + ":<password>@" + place(dice);
          case 4 -> scheme + "://" + dice.pick(USERS) + ":****@" + place(dice);
          default ->
              "jdbc:postgresql://" + dice.pick(HOSTS) + "/" + dice.pick(NAMES) + "?sslmode=require";
        });
  }

  private static Value jdbc(SeededRandom dice) {
    String host = dice.pick(HOSTS);
    if (dice.percent(30)) {
      return Value.within(
          "jdbc:sqlserver://"
              + host
              + ":1433;databaseName="
              + dice.pick(NAMES)
              + ";user=sa;password=",
          GenericSecret.plain(dice),
          ";encrypt=true");
    }
    String scheme = dice.percent(50) ? "jdbc:postgresql" : "jdbc:mysql";
    return Value.within(
        scheme + "://" + host + "/" + dice.pick(NAMES) + "?user=" + dice.pick(USERS) + "&password=",
        password(dice),
        dice.percent(50) ? "&ssl=true" : "");
  }

  private static String place(SeededRandom dice) {
    return dice.pick(HOSTS)
        + (dice.percent(50) ? ":" + dice.between(3000, 9999) : "")
        + "/"
        + dice.pick(NAMES);
  }

  private static String password(SeededRandom dice) {
    String plain = GenericSecret.plain(dice);
    return dice.percent(15)
        ? plain + dice.pick(List.of("%40", "%21", "%23")) + dice.digits(2)
        : plain;
  }
}
