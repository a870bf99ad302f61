"""Names that people and small firms around Merapi really have; put together by chance, they are nobody's."""

GIVEN = (
    "Sri Agus Siti Budi Endang Slamet Wahyuni Joko Lestari Sutrisno Ningsih Suparno Rahayu Mulyono Handayani Wagiman "
    "Suyatmi Purwanto Kartini Sugeng Yatmi Tugiman Winarsih Haryanto Retno Sumarno Ngatmi Bambang Utami Parjo Marsini "
    "Widodo Sulastri Triyono Painem Hartono Murni Suwardi Partini Giyono Rubiyem Paiman Sukinah Eko Dewi Dwi Tri Nur Anik "
    "Warsito Suratmi Kuncoro Yuliati Rusdi Maryani Darmadi Aminah Subandi Kasiyem Prihatin"
).split()
FAMILY = (
    "Santoso Wibowo Hidayat Nugroho Prasetyo Susanto Kurniawan Setiawan Raharjo Saputro Wahyudi Hartanto Suryanto Utomo "
    "Pranoto Widiastuti Lestari Astuti Puspitasari Handoko Sudarmo Kusuma Wijaya Purnomo Basuki Iswanto Anggraini Yulianto"
).split()
#: Second halves of a firm's name, common to all clusters.
BLESSINGS = (
    "Jaya,Makmur,Barokah,Sejahtera,Rejeki,Mulya,Lestari,Abadi,Sumber Rejeki,Karya Mandiri,Tunas Jaya,Berkah,Ngudi Rahayu,"
    "Sido Maju,Sari Murni,Putra Merapi,Rukun,Guyub,Maju Makmur,Cahaya,Langgeng,Laris,Mekar,Bangun Karya,Tirta,Wijaya"
).split(",")
